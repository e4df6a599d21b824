//+ summary = "What the papers of an author introduce as new"
//+ columns = [
//+   "proposed", "type", "paper", "title", "year", "url", "source", "sentence", "evidence", "evidence_spans",
//+   "subject_span", "object_span", "confidence", "subject_id", "predicate", "object_id",
//+ ]
//+ common = ["since", "min_confidence", "on", "min_papers", "limit"]
//+ questions = [
//+   "what does {author} propose",
//+   "<which> [<method>] (does|do|did|has|have) {author} <propose>",
//+   "<which> [<method>] (is|are|was|were|has been|have been) <proposed> by {author}",
//+   "[the] (contribution|proposal|invention|work|method|idea) (of|by|from) {author}",
//+   "<proposed> by {author}",
//+   "<method> by {author}",
//+   "what (is|has) {author} (known for|worked on|done|contributed|published)",
//+   "{author} (contribution|proposal|method|work|papers)",
//+   "[<which>] papers (by|of|from) {author}",
//+ ]
//+
//+ [parameters.author]
//+ kind = "author"
//+ help = "the author, as papers write the name"
//+ example = "Petar Veličković"

MATCH (p:Paper)
UNWIND p.authors AS name
WITH p.id AS author_paper, name
WHERE name IN $author
WITH DISTINCT author_paper
MATCH (a:Paper)-[r:PROPOSES]->(b:Method|Dataset|Task|Metric|Concept)
WHERE a.id = author_paper
WITH b.name AS proposed, labels(b) AS type, r.paper_id AS paper, r.paper_title AS title, r.year AS year,
     a.url AS url, a.source AS source, r.sentence AS sentence, r.evidence AS evidence,
     r.evidence_spans AS evidence_spans, r.subject_span AS subject_span, r.object_span AS object_span,
     r.confidence AS confidence, a.id AS subject_id, type(r) AS predicate, b.id AS object_id
WHERE confidence >= $min_confidence AND coalesce(year, 0) >= $since
RETURN proposed, type, paper, title, year, url, source, sentence, evidence, evidence_spans, subject_span,
       object_span, confidence, subject_id, predicate, object_id
ORDER BY confidence DESC, coalesce(year, 0) DESC, proposed, subject_id, object_id
LIMIT $limit
