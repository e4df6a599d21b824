//+ summary = "Methods that are said to perform a task or to be designed for it"
//+ columns = [
//+   "method", "task", "paper", "title", "year", "url", "source", "sentence", "evidence", "evidence_spans",
//+   "subject_span", "object_span", "confidence", "subject_id", "predicate", "object_id",
//+ ]
//+ common = ["since", "min_confidence", "on", "min_papers", "limit"]
//+ questions = [
//+   "which methods are applied to {task}",
//+   "<which> <method> (are|is) [there|used|applied|designed|proposed] (for|to|in) {task}",
//+   "<which> [<method>] (perform|do|does|solve|tackle|handle) {task}",
//+   "<which> [<method>] can [be] (perform|do|used for|applied to) {task}",
//+   "<method> (for|of|applied to|used for|used in) {task}",
//+   "how (can|do|to) [one|i|we|people|you] (do|perform|solve) {task}",
//+   "{task} <method>",
//+ ]
//+
//+ [parameters.task]
//+ kind = "entity"
//+ types = ["Task"]
//+ help = "the task that methods are applied to"
//+ example = "node classification"

MATCH (a:Method)-[r:APPLIED_TO]->(b:Task)
WHERE b.id IN $task
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
