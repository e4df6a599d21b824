//+ summary = "Methods that are said to be better than a method"
//+ columns = [
//+   "method", "outperformed", "paper", "title", "year", "url", "source", "sentence", "evidence",
//+   "evidence_spans", "subject_span", "object_span", "confidence", "subject_id", "predicate", "object_id",
//+ ]
//+ common = ["since", "min_confidence", "on", "min_papers", "limit"]
//+ questions = [
//+   "what outperforms {method}",
//+   "<which> [<method>] (<outperform>|is better than|are better than) {method}",
//+   "(anything|something) [that] (is|<outperform>) [better than] {method}",
//+   "<method> [that|which] (<outperform>|are better than) {method}",
//+   "<method> better than {method}",
//+   "better than {method}",
//+   "(by what|by which <method>) (is|was) {method} (outperformed|beaten|surpassed)",
//+   "{method} (is|was|has been) (outperformed|beaten|surpassed) by (what|which <method>|whom)",
//+   "who (<outperform>) {method}",
//+   "what is {method} (outperformed|beaten|surpassed) by",
//+   "{method} outperformed by",
//+ ]
//+
//+ [parameters.method]
//+ kind = "entity"
//+ types = ["Method"]
//+ help = "the method that others are better than"
//+ example = "GCN"

MATCH (a:Method)-[r:OUTPERFORMS]->(b:Method)
WHERE b.id IN $method
WITH a.name AS method, a.id AS subject_id, type(r) AS predicate, b.name AS outperformed, b.id AS object_id,
     r.paper_id AS paper, r.paper_title AS title, r.year AS year, r.sentence AS sentence,
     r.evidence AS evidence, r.evidence_spans AS evidence_spans, r.subject_span AS subject_span,
     r.object_span AS object_span, r.confidence AS confidence
WHERE confidence >= $min_confidence AND coalesce(year, 0) >= $since
MATCH (p:Paper)
WHERE p.id = paper
RETURN method, outperformed, paper, title, year, p.url AS url, p.source AS source, sentence, evidence,
       evidence_spans, subject_span, object_span, confidence, subject_id, predicate, object_id
ORDER BY confidence DESC, coalesce(year, 0) DESC, method, outperformed, subject_id, object_id, paper
LIMIT $limit
