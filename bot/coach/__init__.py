"""The use cases: what a learner can do, one transaction each."""
