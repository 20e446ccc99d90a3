-- Learners' own settings, and the times in which nobody could answer.
-- Times are milliseconds since 1970 (UTC).

-- The attributes of the domain's Learner, under the same names but for its id.
CREATE TABLE learner (
  learner_id        BIGINT PRIMARY KEY,
  zone              TEXT,
  zone_set_at       BIGINT,
  reminder          TEXT   NOT NULL CHECK (reminder IN ('off', 'channel', 'direct')),
  reminder_group_id BIGINT,
  remind_at         BIGINT,
  reminded_for      BIGINT,
  reminder_refused  BIGINT NOT NULL CHECK (reminder_refused IN (0, 1)),
  visibility        TEXT   NOT NULL CHECK (visibility IN ('public', 'server', 'private')),
  keep_text         BIGINT NOT NULL CHECK (keep_text IN (0, 1)),
  version           BIGINT NOT NULL
);

CREATE INDEX learner_to_remind ON learner (remind_at) WHERE remind_at IS NOT NULL;

-- One row: when everything was last known to work.
CREATE TABLE heartbeat (
  id BIGINT PRIMARY KEY CHECK (id = 1),
  at BIGINT NOT NULL
);

CREATE TABLE outage (
  started_at BIGINT PRIMARY KEY,
  ended_at   BIGINT NOT NULL
);

CREATE INDEX outage_by_end ON outage (ended_at);
