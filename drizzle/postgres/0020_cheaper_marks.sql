-- Here triggers mark once a statement, which costs next to nothing: the step is SQLite's alone.
SELECT 1;
