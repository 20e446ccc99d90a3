-- Demonstrations: what was asked for and what was measured, so that cards work after a restart.
-- request, outcome: JSON. measured_at: milliseconds since 1970 (UTC).

CREATE TABLE demo_run (
  id          BIGINT PRIMARY KEY,
  learner_id  BIGINT NOT NULL,
  group_id    BIGINT,
  request     TEXT NOT NULL,
  prediction  TEXT,
  outcome     TEXT,
  measured_at BIGINT
);
