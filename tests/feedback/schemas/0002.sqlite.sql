BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0002');
CREATE TABLE corrections (
	"key" VARCHAR(32) NOT NULL, 
	state VARCHAR(8) NOT NULL, 
	topic VARCHAR(40) NOT NULL, 
	sent_topic VARCHAR(40) NOT NULL, 
	held_out BOOLEAN NOT NULL, 
	given_label VARCHAR(40), 
	given_confidence DOUBLE, 
	given_version VARCHAR(100) NOT NULL, 
	sender VARCHAR(64) NOT NULL, 
	created_at DATETIME NOT NULL, 
	reviewer VARCHAR(64), 
	reviewed_at DATETIME, 
	digest VARCHAR(64) NOT NULL, 
	language VARCHAR(3), 
	clean BOOLEAN NOT NULL, 
	padding BLOB GENERATED ALWAYS AS (zeroblob(4096)) STORED, 
	id VARCHAR(200), 
	title TEXT, 
	note TEXT, 
	text TEXT, 
	html TEXT, 
	body TEXT, 
	PRIMARY KEY ("key"), 
	CONSTRAINT corrections_once UNIQUE (digest, sent_topic, sender)
);
INSERT INTO "corrections" VALUES('00000000000000000000000000000001','new','crime','crime',0,'crime',0.99,'20261128-1','desk','2026-11-28 12:30:15.123456',NULL,NULL,'f9c508b4c77dd94ef9a3c439b6e8e263a1d0f1ca782233b4aa3ae1b285ce0b2e',NULL,1,NULL,NULL,NULL,'Two men were arrested.',NULL,NULL);
INSERT INTO "corrections" VALUES('00000000000000000000000000000002','disputed','crime','crime',0,'politics',0.96,'20261128-1','desk','2026-11-28 12:30:15.123456',NULL,NULL,'b213fdc3296e2e5f671f10e7d30ce1953cb47699409d9ef78257595cac38813d',NULL,1,NULL,NULL,NULL,'A third was sought.',NULL,NULL);
INSERT INTO "corrections" VALUES('00000000000000000000000000000003','rejected','crime','crime',0,NULL,NULL,'20261128-1','desk','2026-11-28 12:30:15.123456','editor','2026-11-28 12:30:15.123456','70c10e460f54d4800ecbadb06713551e1d5ccc3c94e20b386d91ad379c884975',NULL,1,NULL,NULL,NULL,'Nobody was found.',NULL,NULL);
INSERT INTO "corrections" VALUES('00000000000000000000000000000004','accepted','other','weather',0,'other',0.5,'20261128-1','127.0.0.1','2026-11-28 12:30:15.123456','editor','2026-11-28 12:30:15.123456','91c3481047cf0952ea666f81da2eb4c5b27e83a0982c776e985b497377a744e9','de',0,'desk/1','“Regen”','Two
lines; it''s ''quoted''.',NULL,'<p>Es regnete.
</p>','Es regnete.');
CREATE INDEX corrections_newest ON corrections (created_at, "key");
CREATE INDEX corrections_waiting ON corrections (state, created_at);
CREATE INDEX corrections_of_sender ON corrections (sender, state);
COMMIT;
