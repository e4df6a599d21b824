//+ summary = "Problems that a method is said to have or to cause"
//+ columns = [
//+   "method", "problem", "paper", "title", "year", "url", "source", "sentence", "evidence", "evidence_spans",
//+   "subject_span", "object_span", "confidence", "subject_id", "predicate", "object_id",
//+ ]
//+ common = ["since", "min_confidence", "on", "min_papers", "limit"]
//+ questions = [
//+   "what are the problems of {method}",
//+   "<which> [are] [the] [main|known] <problem> (of|with|in) {method}",
//+   "[the] [main|known] <problem> (of|with|in) {method}",
//+   "<which> <problem> (does|do|has|have) {method} (have|suffer from|face|cause|show|exhibit|)",
//+   "what (does|do) {method} (suffer from|struggle with|lack)",
//+   "<which> [<problem>] (is|are) caused by {method}",
//+   "what is wrong with {method}",
//+   "why (does|do) {method} fail",
//+   "{method} <problem>",
//+ ]
//+
//+ [parameters.method]
//+ kind = "entity"
//+ types = ["Method"]
//+ help = "the method whose problems are asked for"
//+ example = "transformer"

MATCH (a:Method)-[r:SUFFERS_FROM]->(b:Problem)
WHERE a.id IN $method
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
