//+ summary = "Subtypes and instances of a method, dataset, task or problem"
//+ columns = [
//+   "subject", "predicate", "object", "paper", "title", "year", "url", "source", "sentence", "evidence",
//+   "evidence_spans", "subject_span", "object_span", "confidence", "subject_id", "object_id",
//+ ]
//+ common = ["since", "min_confidence", "on", "min_papers", "limit"]
//+ questions = [
//+   "what kinds of {thing} are there",
//+   "<which> <kind> of {thing} (are there|is there|exist|do you know|are known)",
//+   "<which> <kind> of {thing}",
//+   "[the|all] <kind> of {thing}",
//+   "{thing} <kind>",
//+   "(which|what) {thing} are there",
//+   "example of {thing}",
//+   "(what|which) are [the] <kind> of {thing}",
//+   "what is an example of {thing}",
//+ ]
//+
//+ [parameters.thing]
//+ kind = "entity"
//+ types = ["Method", "Dataset", "Task", "Problem"]
//+ help = "what the kinds are kinds of"
//+ example = "graph neural network"

MATCH (a:Method|Dataset|Task|Problem)-[r:IS_A]->(b:Method|Dataset|Task|Problem)
WHERE b.id IN $thing
WITH a.name AS subject, a.id AS subject_id, type(r) AS predicate, b.name AS object, b.id AS object_id,
     r.paper_id AS paper, r.paper_title AS title, r.year AS year, r.sentence AS sentence,
     r.evidence AS evidence, r.evidence_spans AS evidence_spans, r.subject_span AS subject_span,
     r.object_span AS object_span, r.confidence AS confidence
WHERE confidence >= $min_confidence AND coalesce(year, 0) >= $since
MATCH (p:Paper)
WHERE p.id = paper
RETURN subject, predicate, object, paper, title, year, p.url AS url, p.source AS source, sentence, evidence,
       evidence_spans, subject_span, object_span, confidence, subject_id, object_id
ORDER BY confidence DESC, coalesce(year, 0) DESC, subject, object, subject_id, object_id, paper
LIMIT $limit
