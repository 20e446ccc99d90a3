-- Reports: what learners say about questions. One a learner and question: the last one.
-- id: snowflake of the submit. rubric_version: the question as it was then; a report on an older
-- version may be settled.

CREATE TABLE report (
  id             BIGINT NOT NULL,
  learner_id     BIGINT NOT NULL,
  group_id       BIGINT,
  item_id        TEXT   NOT NULL,
  kind           TEXT   NOT NULL CHECK (kind IN ('wrong', 'outdated', 'unclear')),
  words          TEXT   NOT NULL,
  rubric_version TEXT   NOT NULL,
  PRIMARY KEY (learner_id, item_id)
);

CREATE INDEX report_by_item ON report (item_id, id);
CREATE INDEX report_by_group ON report (group_id, item_id);
