//+ summary = "Tasks that a method is said to perform, or to be designed or evaluated for"
//+ columns = [
//+   "method", "task", "paper", "title", "year", "url", "source", "sentence", "evidence", "evidence_spans",
//+   "subject_span", "object_span", "confidence", "subject_id", "predicate", "object_id",
//+ ]
//+ common = ["since", "min_confidence", "on", "min_papers", "limit"]
//+ questions = [
//+   "what is {method} used for",
//+   "<which> <task> (is|are|was|were|has been|have been|can be) {method} [been] (applied to|used for|used in|designed for|good for)",
//+   "<which> <task> (does|do|can) {method} (perform|do|solve|handle|address|tackle)",
//+   "what (can|does) {method} do",
//+   "what (is|are) {method} [good|designed|applied|made] (for|to)",
//+   "where is {method} (used|applied)",
//+   "[the] (<task>|application|use|uses|use case|use cases) (of|for) {method}",
//+   "{method} (application|use|use case|uses|<task>)",
//+   "{method} is (used|applied|good) (for|to) what",
//+   "<which> <task> (is|are) (done|performed|solved|handled|tackled) (by|with) {method}",
//+ ]
//+
//+ [parameters.method]
//+ kind = "entity"
//+ types = ["Method"]
//+ help = "the method whose tasks are asked for"
//+ example = "GraphSAGE"

MATCH (a:Method)-[r:APPLIED_TO]->(b:Task)
WHERE a.id IN $method
WITH a.name AS method, a.id AS subject_id, type(r) AS predicate, b.name AS task, b.id AS object_id,
     r.paper_id AS paper, r.paper_title AS title, r.year AS year, r.sentence AS sentence,
     r.evidence AS evidence, r.evidence_spans AS evidence_spans, r.subject_span AS subject_span,
     r.object_span AS object_span, r.confidence AS confidence
WHERE confidence >= $min_confidence AND coalesce(year, 0) >= $since
MATCH (p:Paper)
WHERE p.id = paper
RETURN method, task, paper, title, year, p.url AS url, p.source AS source, sentence, evidence,
       evidence_spans, subject_span, object_span, confidence, subject_id, predicate, object_id
ORDER BY confidence DESC, coalesce(year, 0) DESC, method, task, subject_id, object_id, paper
LIMIT $limit
