"""What-if: the one evaluation of the model, with its inputs varied."""
