"""A second reader of facts: a model of entailment that an administrator has put on the machine."""
