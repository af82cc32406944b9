"""What is done to a finished site: the search index, smaller style sheets and scripts, and a PDF."""
