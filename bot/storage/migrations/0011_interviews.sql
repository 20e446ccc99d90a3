-- Mock interviews: what was asked, and what is asked now, as JSON. What was said to it stands where
-- all answers stand: in draft, attempt and reply.
-- ended_at: milliseconds since 1970 (UTC); NULL while it runs.

CREATE TABLE interview (
  id         BIGINT PRIMARY KEY,
  learner_id BIGINT NOT NULL,
  group_id   BIGINT,
  thread_id  BIGINT,
  state      TEXT   NOT NULL,
  ended_at   BIGINT,
  version    BIGINT NOT NULL
);

CREATE INDEX interview_by_learner ON interview (learner_id, id);

-- One at a time.
CREATE UNIQUE INDEX interview_running ON interview (learner_id) WHERE ended_at IS NULL;

-- The interview that a question was asked in.
ALTER TABLE card ADD COLUMN interview_id BIGINT;
