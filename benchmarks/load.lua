-- What wrk sends, and what it notes: the seconds of each request that was served.
-- One connection a thread, so that an answer belongs to the request before it.
-- Arguments: the file of the body, the content type, and the milliseconds to wait behind a 429.
local ffi = require("ffi")
ffi.cdef [[
  typedef struct { long seconds; long nanoseconds; } moment;
  int clock_gettime(int clock, moment *now);
]]

local MONOTONIC = 1
local moment = ffi.new("moment")
local threads = {}
local message, begun, pause

local function now()
  ffi.C.clock_gettime(MONOTONIC, moment)
  return tonumber(moment.seconds) + tonumber(moment.nanoseconds) / 1e9
end

function setup(thread)
  table.insert(threads, thread)
end

function init(arguments)
  local file = io.open(arguments[1], "rb")
  wrk.method = "POST"
  wrk.body = file:read("*a")
  file:close()
  wrk.headers["Content-Type"] = arguments[2]
  pause = tonumber(arguments[3])
  message = wrk.format()
  served, ends, wait = {}, {}, 0
end

function delay()
  return wait
end

function request()
  begun = now()
  return message
end

function response(status)
  local name = tostring(status)
  ends[name] = (ends[name] or 0) + 1
  if status == 200 then
    served[#served + 1] = now() - begun
  end
  wait = status == 429 and pause or 0
end

function done(summary)
  for _, thread in ipairs(threads) do
    for _, seconds in ipairs(thread:get("served")) do
      print(string.format("served %.6f", seconds))
    end
    for name, count in pairs(thread:get("ends")) do
      print("ended", name, count)
    end
  end
  local errors = summary.errors
  print("lost", errors.connect + errors.read + errors.write + errors.timeout)
  print("took", summary.duration / 1e6)
end
