-- Rounds: questions that are open to a whole channel for a time, and what was shared of them.
-- Times are milliseconds since 1970 (UTC).

-- look_at: from when on there is something to do; NULL once nothing is left. An answer makes it now.
-- not_before: nobody touches the round earlier: it is being worked on, or was edited just now.
-- tries: how often it was worked on in vain. reason: why it ended without its results being shown.
CREATE TABLE round (
  id         TEXT   PRIMARY KEY,
  group_id   BIGINT NOT NULL,
  channel_id BIGINT NOT NULL,
  item_id    TEXT   NOT NULL,
  opened_at  BIGINT NOT NULL,
  closes_at  BIGINT NOT NULL,
  closed_at  BIGINT,
  message_id BIGINT,
  threaded   BIGINT NOT NULL DEFAULT 0 CHECK (threaded IN (0, 1)),
  shown      BIGINT NOT NULL DEFAULT 0,
  look_at    BIGINT,
  not_before BIGINT NOT NULL DEFAULT 0,
  tries      BIGINT NOT NULL DEFAULT 0,
  reason     TEXT,
  version    BIGINT NOT NULL DEFAULT 0
);

CREATE INDEX round_due ON round (look_at) WHERE look_at IS NOT NULL;
CREATE INDEX round_by_channel ON round (channel_id, opened_at);
CREATE INDEX round_by_message ON round (message_id) WHERE message_id IS NOT NULL;

-- Who asked on demand. A round outlives what is kept about the member.
CREATE TABLE round_owner (
  round_id   TEXT PRIMARY KEY,
  learner_id BIGINT NOT NULL
);

CREATE INDEX round_owner_by_learner ON round_owner (learner_id);

-- A member has one card of a round.
ALTER TABLE card ADD COLUMN round_id TEXT;

CREATE UNIQUE INDEX card_of_round ON card (round_id, learner_id) WHERE round_id IS NOT NULL;
CREATE INDEX attempt_of_card ON attempt (card_id, id) WHERE score IS NOT NULL;

-- Answers that others of the round may read.
CREATE TABLE shared_answer (
  attempt_id BIGINT PRIMARY KEY,
  round_id   TEXT   NOT NULL,
  learner_id BIGINT NOT NULL
);

CREATE INDEX shared_answer_by_round ON shared_answer (round_id, attempt_id);
CREATE INDEX shared_answer_by_learner ON shared_answer (learner_id, attempt_id);
