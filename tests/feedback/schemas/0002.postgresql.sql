SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.corrections (
    key character varying(32) NOT NULL,
    state character varying(8) NOT NULL,
    topic character varying(40) NOT NULL,
    sent_topic character varying(40) NOT NULL,
    held_out boolean NOT NULL,
    given_label character varying(40),
    given_confidence double precision,
    given_version character varying(100) NOT NULL,
    sender character varying(64) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    reviewer character varying(64),
    reviewed_at timestamp with time zone,
    digest character varying(64) NOT NULL,
    language character varying(3),
    clean boolean NOT NULL,
    id character varying(200),
    title text,
    note text,
    text text,
    html text,
    body text
);
INSERT INTO public.alembic_version VALUES ('0002');
INSERT INTO public.corrections VALUES ('00000000000000000000000000000001', 'new', 'crime', 'crime', false, 'crime', 0.99, '20261128-1', 'desk', '2026-11-28 12:30:15.123456+00', NULL, NULL, 'f9c508b4c77dd94ef9a3c439b6e8e263a1d0f1ca782233b4aa3ae1b285ce0b2e', NULL, true, NULL, NULL, NULL, 'Two men were arrested.', NULL, NULL);
INSERT INTO public.corrections VALUES ('00000000000000000000000000000002', 'disputed', 'crime', 'crime', false, 'politics', 0.96, '20261128-1', 'desk', '2026-11-28 12:30:15.123456+00', NULL, NULL, 'b213fdc3296e2e5f671f10e7d30ce1953cb47699409d9ef78257595cac38813d', NULL, true, NULL, NULL, NULL, 'A third was sought.', NULL, NULL);
INSERT INTO public.corrections VALUES ('00000000000000000000000000000003', 'rejected', 'crime', 'crime', false, NULL, NULL, '20261128-1', 'desk', '2026-11-28 12:30:15.123456+00', 'editor', '2026-11-28 12:30:15.123456+00', '70c10e460f54d4800ecbadb06713551e1d5ccc3c94e20b386d91ad379c884975', NULL, true, NULL, NULL, NULL, 'Nobody was found.', NULL, NULL);
INSERT INTO public.corrections VALUES ('00000000000000000000000000000004', 'accepted', 'other', 'weather', false, 'other', 0.5, '20261128-1', '127.0.0.1', '2026-11-28 12:30:15.123456+00', 'editor', '2026-11-28 12:30:15.123456+00', '91c3481047cf0952ea666f81da2eb4c5b27e83a0982c776e985b497377a744e9', 'de', false, 'desk/1', '“Regen”', 'Two
lines; it''s ''quoted''.', NULL, '<p>Es regnete.
</p>', 'Es regnete.');
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.corrections
    ADD CONSTRAINT corrections_once UNIQUE (digest, sent_topic, sender);
ALTER TABLE ONLY public.corrections
    ADD CONSTRAINT corrections_pkey PRIMARY KEY (key);
CREATE INDEX corrections_newest ON public.corrections USING btree (created_at, key);
CREATE INDEX corrections_of_sender ON public.corrections USING btree (sender, state);
CREATE INDEX corrections_waiting ON public.corrections USING btree (state, created_at);
