//+ summary = "What a paper introduces as new: methods, datasets, metrics, concepts and tasks"
//+ columns = [
//+   "proposed", "type", "paper", "title", "year", "url", "source", "sentence", "evidence", "evidence_spans",
//+   "subject_span", "object_span", "confidence", "subject_id", "predicate", "object_id",
//+ ]
//+ common = ["since", "min_confidence", "on", "min_papers", "limit"]
//+ questions = [
//+   "what does {paper} propose",
//+   "<which> [<method>] (does|do|did) {paper} <propose>",
//+   "<which> [<method>] (is|are|was|were) <proposed> (by|in) {paper}",
//+   "what is (new|novel) in {paper}",
//+   "[<which> is|<which> are] [the] (contribution|proposal|novelty) of {paper}",
//+   "{paper} (contribution|proposal|proposes)",
//+ ]
//+
//+ [parameters.paper]
//+ kind = "paper"
//+ help = "the paper: its title, or an arXiv id, DOI or id of the graph"
//+ example = "arxiv:1710.10903"

MATCH (a:Paper)-[r:PROPOSES]->(b:Method|Dataset|Task|Metric|Concept)
WHERE a.id IN $paper
WITH b.name AS proposed, labels(b) AS type, r.paper_id AS paper, r.paper_title AS title, r.year AS year,
     a.url AS url, a.source AS source, r.sentence AS sentence, r.evidence AS evidence,
     r.evidence_spans AS evidence_spans, r.subject_span AS subject_span, r.object_span AS object_span,
     r.confidence AS confidence, a.id AS subject_id, type(r) AS predicate, b.id AS object_id
WHERE confidence >= $min_confidence AND coalesce(year, 0) >= $since
RETURN proposed, type, paper, title, year, url, source, sentence, evidence, evidence_spans, subject_span,
       object_span, confidence, subject_id, predicate, object_id
ORDER BY confidence DESC, coalesce(year, 0) DESC, proposed, subject_id, object_id
LIMIT $limit
