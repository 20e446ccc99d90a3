-- Erasures: who had everything deleted. The id, a snowflake, tells when.
-- Whoever restores an older backup needs them: what they erased is in there again.

-- erased: how many rows of each table, as JSON.
CREATE TABLE erasure (
  id         BIGINT PRIMARY KEY,
  learner_id BIGINT NOT NULL,
  erased     TEXT   NOT NULL
);

CREATE INDEX erasure_by_learner ON erasure (learner_id, id);

-- To find all that is kept about one learner.
CREATE INDEX card_by_learner ON card (learner_id, id);
CREATE INDEX draft_by_learner ON draft (learner_id, id);
CREATE INDEX demo_run_by_learner ON demo_run (learner_id, id);
