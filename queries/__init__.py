"""From questions to answers: the catalogue of Cypher files, its rules, and the reading of plain English."""
