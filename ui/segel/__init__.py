"""Keys of the segel Pundi on screen and in the terminal."""
