"""What is true in a treasury: values, rules, commands and questions. Standard library only."""
