"""Knowledge of the divisions, its holders, and the training of the staff."""
