"""What is printed: each paper as plain data, gathered from the cycle, complete without asking anything else."""
