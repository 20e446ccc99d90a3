-- Coaching: what happens after an answer.
-- Ids are snowflakes, times are milliseconds since 1970 (UTC), days are ISO dates.

-- What was said with an answer: how sure its writer was, and whether to show it once graded.
ALTER TABLE draft ADD COLUMN certainty TEXT CHECK (certainty IN ('guess', 'fairly', 'certain'));
ALTER TABLE draft ADD COLUMN share BIGINT NOT NULL DEFAULT 0 CHECK (share IN (0, 1));
ALTER TABLE attempt ADD COLUMN certainty TEXT CHECK (certainty IN ('guess', 'fairly', 'certain'));

-- A follow-up question on one criterion, and what was replied. Never an attempt.
-- text: "" until something was sent, NULL once it was erased. grade: NULL until it is graded.
CREATE TABLE reply (
  id         BIGINT PRIMARY KEY,
  attempt_id BIGINT NOT NULL,
  learner_id BIGINT NOT NULL,
  item_id    TEXT   NOT NULL,
  criterion  TEXT   NOT NULL,
  text       TEXT,
  sent_at    BIGINT NOT NULL,
  grade      TEXT,
  UNIQUE (attempt_id, criterion)
);

CREATE INDEX reply_by_learner ON reply (learner_id, id);
CREATE INDEX reply_to_forget ON reply (sent_at) WHERE text <> '';

-- An answer whose grade its writer calls wrong. While verdict is NULL the answer's text is kept.
-- verdict: a band, or 'stands'. told: whether the verdict has reached the learner.
CREATE TABLE dispute (
  id         BIGINT PRIMARY KEY,
  attempt_id BIGINT NOT NULL UNIQUE,
  learner_id BIGINT NOT NULL,
  group_id   BIGINT NOT NULL,
  item_id    TEXT   NOT NULL,
  reason     TEXT   NOT NULL,
  verdict    TEXT,
  note       TEXT,
  judged_at  BIGINT,
  told       BIGINT NOT NULL DEFAULT 0 CHECK (told IN (0, 1))
);

CREATE INDEX dispute_by_learner ON dispute (learner_id, id);
CREATE INDEX dispute_by_group ON dispute (group_id, item_id);
CREATE INDEX dispute_open ON dispute (group_id, id) WHERE verdict IS NULL;
CREATE INDEX dispute_to_tell ON dispute (learner_id) WHERE verdict IS NOT NULL AND told = 0;

-- Disputed answers with the score that a coach found right: nobody's any more.
CREATE TABLE marked_sample (
  id      BIGINT PRIMARY KEY,
  item_id TEXT   NOT NULL,
  text    TEXT   NOT NULL,
  score   DOUBLE PRECISION NOT NULL,
  day     TEXT   NOT NULL
);
