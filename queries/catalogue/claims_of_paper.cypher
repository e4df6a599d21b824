//+ summary = "Everything that a paper is read to claim"
//+ columns = [
//+   "subject", "predicate", "object", "paper", "title", "year", "url", "source", "sentence", "evidence",
//+   "evidence_spans", "subject_span", "object_span", "confidence", "subject_id", "object_id",
//+ ]
//+ common = ["since", "min_confidence", "on", "min_papers", "limit"]
//+ questions = [
//+   "what does {paper} claim",
//+   "<which> [claims] (does|do|did) {paper} (claim|say|state|make|show|find|report|argue)",
//+   "[the|all] (claims|findings|statements|results|content|message) (of|in|from) {paper}",
//+   "[what is] [the] summary of {paper}",
//+   "{paper} (claims|findings|summary)",
//+   "what is (claimed|said|stated|shown|in) [in|by] {paper}",
//+   "what (is|was) {paper} about",
//+   "summarise {paper}",
//+ ]
//+
//+ [parameters.paper]
//+ kind = "paper"
//+ help = "the paper: its title, or an arXiv id, DOI or id of the graph"
//+ example = "arxiv:1609.02907"

MATCH (p:Paper)-[m:MENTIONS]->(a:Method|Dataset|Task|Problem)
WHERE p.id IN $paper
WITH p.id AS asked, a.id AS mentioned
MATCH (a:Method|Dataset|Task|Problem)
      -[r:ADDRESSES|SUFFERS_FROM|APPLIED_TO|EVALUATED_ON|TRAINED_ON|BASED_ON|IS_A|OUTPERFORMS|COMPARED_WITH]
      ->(b:Method|Dataset|Task|Problem)
WHERE a.id = mentioned
WITH asked, a.name AS subject, a.id AS subject_id, type(r) AS predicate, b.name AS object, b.id AS object_id,
     r.paper_id AS paper, r.paper_title AS title, r.year AS year, r.sentence AS sentence,
     r.evidence AS evidence, r.evidence_spans AS evidence_spans, r.subject_span AS subject_span,
     r.object_span AS object_span, r.confidence AS confidence
WHERE paper = asked AND confidence >= $min_confidence AND coalesce(year, 0) >= $since
MATCH (p:Paper)
WHERE p.id = paper
RETURN subject, predicate, object, paper, title, year, p.url AS url, p.source AS source, sentence, evidence,
       evidence_spans, subject_span, object_span, confidence, subject_id, object_id
ORDER BY confidence DESC, subject, predicate, object, subject_id, object_id, paper
LIMIT $limit
