"""The side of the house where the language and the standard are made: everything here may touch RDF."""
