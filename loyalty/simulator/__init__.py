"""What a draft rule would have granted over the last twelve months of real purchases."""
