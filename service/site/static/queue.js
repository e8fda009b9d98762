// The queue: corrections in the order that was asked for, loaded a page at a time, and the place in it.

import { list } from "./feedback.js";

export class Queue {
  #expected = 0;

  /** `query` has state, topic and order, as feedback.js takes them. */
  constructor(query, key) {
    this.items = [];
    this.at = 0;
    this.counts = {};
    this.query = query;
    this.key = key;
    this.next = undefined;
  }

  /** The correction at the place; undefined behind the last. */
  get current() {
    return this.items[this.at];
  }

  /** The one behind it, if it is loaded. */
  get coming() {
    return this.items[this.at + 1];
  }

  /** How many there are, those not loaded yet included. */
  get length() {
    return this.whole ? this.items.length : Math.max(this.#expected, this.items.length);
  }

  /** Whether the server has none that are not here. */
  get whole() {
    return this.next === null;
  }

  /** Load the first page, or the next one. Throws `Trouble`. */
  async load() {
    if (this.whole) return;
    const page = await list({ ...this.query, cursor: this.next }, this.key);
    const known = new Set(this.items.map(({ key }) => key));
    this.items.push(...page.corrections.filter(({ key }) => !known.has(key)));
    // Later ones are told of as decisions are made here: the first page says how many there were.
    if (this.next === undefined) this.#expected = this.#wanted(page.counts);
    this.counts = page.counts;
    this.next = page.next;
  }

  /** Go so many places on or back, loading what is not here yet. Throws `Trouble`. */
  async step(places) {
    const wanted = Math.max(0, this.at + places);
    while (wanted >= this.items.length && !this.whole) await this.load();
    this.at = Math.min(wanted, this.items.length);
  }

  /** Take in what a change made of a correction, which may be of an earlier queue. */
  update(item, changed) {
    const here = this.items.find(({ key }) => key === item.key) ?? item;
    this.#count(here.state, -1);
    this.#count(changed.state, 1);
    for (const one of [here, item]) Object.assign(one, changed);
  }

  /** Take out one that was deleted; the next stands in its place. */
  remove(item) {
    const at = this.items.findIndex(({ key }) => key === item.key);
    if (at >= 0) this.items.splice(at, 1);
    if (at >= 0 && at < this.at) this.at -= 1;
    this.#count(item.state, -1);
  }

  /** Go to a correction; one that is not here any more is put at the place. */
  return(item) {
    const at = this.items.findIndex(({ key }) => key === item.key);
    if (at < 0) this.items.splice(this.at, 0, item);
    else this.at = at;
  }

  /** How many of all are decided, and how many there are. */
  get progress() {
    const { accepted = 0, rejected = 0, disputed = 0, new: fresh = 0 } = this.counts;
    return { done: accepted + rejected, all: accepted + rejected + disputed + fresh };
  }

  #wanted(counts) {
    const { state } = this.query;
    const states = { open: ["disputed", "new"], "": Object.keys(counts) }[state] ?? [state];
    return states.reduce((sum, name) => sum + counts[name], 0);
  }

  #count(state, step) {
    this.counts[state] = (this.counts[state] ?? 0) + step;
  }
}
