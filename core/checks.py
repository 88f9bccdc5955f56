"""System checks that name the mistake and the mend."""
