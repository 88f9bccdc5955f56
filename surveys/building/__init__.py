"""Staff build a survey: kinds that are ready, the editor, versions, preview, its life from draft to closed."""
