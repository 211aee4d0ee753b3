"""The classification of knowledge, experts, trainings."""
