-- Practice: questions shown, answers being written, attempts made.
-- Ids are snowflakes, times are milliseconds since 1970 (UTC), days are ISO dates.

CREATE TABLE card (
  id          BIGINT PRIMARY KEY,
  learner_id  BIGINT NOT NULL,
  group_id    BIGINT,
  item_id     TEXT   NOT NULL,
  topic       TEXT,
  level       TEXT,
  hints_taken BIGINT NOT NULL DEFAULT 0,
  last_hint   BIGINT
);

-- The text stands here and nowhere else; NULL once it was erased.
-- sent_at: when it was last sent; until then, when the draft was opened.
CREATE TABLE draft (
  id         BIGINT PRIMARY KEY,
  card_id    BIGINT NOT NULL REFERENCES card (id),
  learner_id BIGINT NOT NULL,
  text       TEXT,
  sent_at    BIGINT NOT NULL
);

CREATE INDEX draft_by_card ON draft (card_id, learner_id, sent_at);
CREATE INDEX draft_to_forget ON draft (sent_at) WHERE text <> '';

-- An event: never changed, and it outlives its card and its draft, so it refers to neither.
-- score: as in the grade; NULL where nothing was graded.
CREATE TABLE attempt (
  id         BIGINT PRIMARY KEY,
  draft_id   BIGINT NOT NULL UNIQUE,
  card_id    BIGINT NOT NULL,
  learner_id BIGINT NOT NULL,
  group_id   BIGINT,
  item_id    TEXT   NOT NULL,
  zone       TEXT   NOT NULL,
  day        TEXT   NOT NULL,
  hints      BIGINT NOT NULL,
  gave_up    BIGINT NOT NULL CHECK (gave_up IN (0, 1)),
  score      DOUBLE PRECISION,
  grade      TEXT
);

CREATE INDEX attempt_by_learner ON attempt (learner_id, id);
CREATE INDEX attempt_by_item ON attempt (learner_id, item_id, id);

CREATE TABLE note (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
);
