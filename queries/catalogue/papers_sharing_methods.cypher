//+ summary = "Papers that speak of the same methods as a paper"
//+ columns = [
//+   "paper", "title", "year", "shared", "methods", "url", "source",
//+ ]
//+ common = ["since", "on", "limit"]
//+ sets = ["methods"]
//+ questions = [
//+   "which papers share methods with {paper}",
//+   "<which> papers (share|have) (methods|a method) [in common] with {paper}",
//+   "<which> papers (is|are) (similar|related|close|near|like) (to|) {paper}",
//+   "papers (like|similar to|related to|close to|that share methods with) {paper}",
//+   "(similar|related) papers (to|of|for) {paper}",
//+   "[<which>] [papers] (use|mention) the same methods as {paper}",
//+   "<which> (other|) papers (use|mention|discuss) [the] methods (of|in) {paper}",
//+   "{paper} (similar|related) papers",
//+   "what is (similar|related) to {paper}",
//+ ]
//+
//+ [parameters.paper]
//+ kind = "paper"
//+ help = "the paper: its title, or an arXiv id, DOI or id of the graph"
//+ example = "arxiv:1710.10903"

MATCH (p:Paper)-[r:MENTIONS]->(b:Method)
WHERE p.id IN $paper
WITH DISTINCT b.id AS method_id
MATCH (p:Paper)-[r:MENTIONS]->(b:Method)
WHERE b.id = method_id AND NOT p.id IN $paper
WITH p.id AS paper, p.title AS title, p.year AS year, p.url AS url, p.source AS source, method_id, b.name AS method
WHERE coalesce(year, 0) >= $since
WITH paper, title, year, url, source, count(DISTINCT method_id) AS shared, collect(DISTINCT method) AS methods
RETURN paper, title, year, shared, methods, url, source
ORDER BY shared DESC, coalesce(year, 0) DESC, paper
LIMIT $limit
