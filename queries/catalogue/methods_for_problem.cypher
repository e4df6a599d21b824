//+ summary = "Methods that are said to solve, mitigate, avoid or resist a problem"
//+ columns = [
//+   "method", "problem", "paper", "title", "year", "url", "source", "sentence", "evidence", "evidence_spans",
//+   "subject_span", "object_span", "confidence", "subject_id", "predicate", "object_id",
//+ ]
//+ common = ["since", "min_confidence", "on", "min_papers", "limit"]
//+ questions = [
//+   "which methods address {problem}",
//+   "<which> [<method>] [can|could|may] <address> {problem}",
//+   "<which> <method> (are|is) [there] (for|against) {problem}",
//+   "<method> [that|which|to|for] <address> {problem}",
//+   "<method> (for|against) {problem}",
//+   "[<method>] (for|of) <addressing> {problem}",
//+   "how (can|do|could|to|does) [one|i|we|people|you] <address> {problem}",
//+   "how (is|can) {problem} [be] <addressed>",
//+   "<which> [<method>] (is|are|has been|have been) (used|proposed|designed|known) (to|for|against) [<address>|<addressing>] {problem}",
//+   "{problem} (is|are|can be) <addressed> by (what|which) [<method>]",
//+   "(solution|remedy|cure|fix|countermeasure) (for|to|of|against) {problem}",
//+   "{problem} (solution|remedy|method|mitigation|fix)",
//+ ]
//+
//+ [parameters.problem]
//+ kind = "entity"
//+ types = ["Problem"]
//+ help = "the problem that methods address"
//+ example = "oversmoothing"

MATCH (a:Method)-[r:ADDRESSES]->(b:Problem)
WHERE b.id IN $problem
WITH a.name AS method, a.id AS subject_id, type(r) AS predicate, b.name AS problem, b.id AS object_id,
     r.paper_id AS paper, r.paper_title AS title, r.year AS year, r.sentence AS sentence,
     r.evidence AS evidence, r.evidence_spans AS evidence_spans, r.subject_span AS subject_span,
     r.object_span AS object_span, r.confidence AS confidence
WHERE confidence >= $min_confidence AND coalesce(year, 0) >= $since
MATCH (p:Paper)
WHERE p.id = paper
RETURN method, problem, paper, title, year, p.url AS url, p.source AS source, sentence, evidence,
       evidence_spans, subject_span, object_span, confidence, subject_id, predicate, object_id
ORDER BY confidence DESC, coalesce(year, 0) DESC, method, problem, subject_id, object_id, paper
LIMIT $limit
