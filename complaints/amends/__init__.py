"""What is offered to make up for it: limits, second approval, granted once; and the question afterwards."""
