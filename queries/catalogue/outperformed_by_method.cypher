//+ summary = "Methods that a method is said to be better than"
//+ columns = [
//+   "method", "outperformed", "paper", "title", "year", "url", "source", "sentence", "evidence",
//+   "evidence_spans", "subject_span", "object_span", "confidence", "subject_id", "predicate", "object_id",
//+ ]
//+ common = ["since", "min_confidence", "on", "min_papers", "limit"]
//+ questions = [
//+   "what does {method} outperform",
//+   "<which> [<method>] (does|do|did) {method} <outperform>",
//+   "<which> [<method>] (is|are) (outperformed|beaten|surpassed) by {method}",
//+   "<method> (outperformed|beaten|surpassed) by {method}",
//+   "what is {method} better than",
//+   "than what is {method} better",
//+   "(over what|on what) does {method} improve",
//+   "[the] (victories|wins) of {method}",
//+   "(outperformed|beaten|surpassed) by {method}",
//+   "{method} outperforms",
//+ ]
//+
//+ [parameters.method]
//+ kind = "entity"
//+ types = ["Method"]
//+ help = "the method that is better"
//+ example = "BernNet"

MATCH (a:Method)-[r:OUTPERFORMS]->(b:Method)
WHERE a.id IN $method
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
