-- Reviews: what is known of a learner's memory of each question, and what told so.
-- day, due: ISO dates in the learner's zone at that time.

CREATE TABLE review_card (
  learner_id BIGINT NOT NULL,
  item_id    TEXT   NOT NULL,
  day        TEXT   NOT NULL,
  due        TEXT   NOT NULL,
  stability  DOUBLE PRECISION NOT NULL,
  difficulty DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (learner_id, item_id)
);

-- An event: never changed. id: the attempt's, which it may outlive.
-- after_days, predicted: NULL for the first review of a question.
CREATE TABLE review (
  id         BIGINT PRIMARY KEY,
  learner_id BIGINT NOT NULL,
  item_id    TEXT   NOT NULL,
  day        TEXT   NOT NULL,
  rating     TEXT   NOT NULL CHECK (rating IN ('again', 'hard', 'good', 'easy')),
  score      DOUBLE PRECISION NOT NULL,
  after_days BIGINT,
  predicted  DOUBLE PRECISION,
  UNIQUE (learner_id, item_id, day)
);

-- A card of a review: the how-manieth it is, and of how many.
ALTER TABLE card ADD COLUMN review_number BIGINT;
ALTER TABLE card ADD COLUMN review_total BIGINT;
