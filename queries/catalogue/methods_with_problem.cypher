//+ summary = "Methods that are said to have or to cause a problem"
//+ columns = [
//+   "method", "problem", "paper", "title", "year", "url", "source", "sentence", "evidence", "evidence_spans",
//+   "subject_span", "object_span", "confidence", "subject_id", "predicate", "object_id",
//+ ]
//+ common = ["since", "min_confidence", "on", "min_papers", "limit"]
//+ questions = [
//+   "which methods suffer from {problem}",
//+   "<which> [<method>] (<suffer>|cause|exhibit|show|are prone to|are vulnerable to|are susceptible to|are affected by) {problem}",
//+   "<which> [<method>] (is|are) [most|particularly] (prone|vulnerable|susceptible|subject|sensitive) to {problem}",
//+   "<which> <method> [is|are] affected by {problem}",
//+   "<method> [that|which] (<suffer>|cause) {problem}",
//+   "<method> (with|prone to|affected by|suffering from) {problem}",
//+   "(what|who|which <method>) (cause|lead to|produce) {problem}",
//+   "what is {problem} caused by",
//+   "[the] (cause|causes|reason|origin) (of|for|behind) {problem}",
//+   "where does {problem} (occur|appear|arise|come from)",
//+   "why does {problem} (occur|happen|arise)",
//+   "{problem} is caused by (what|which <method>)",
//+ ]
//+
//+ [parameters.problem]
//+ kind = "entity"
//+ types = ["Problem"]
//+ help = "the problem that methods have"
//+ example = "oversmoothing"

MATCH (a:Method)-[r:SUFFERS_FROM]->(b:Problem)
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
