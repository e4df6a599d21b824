//+ summary = "Problems that a task is said to have: the weaknesses of its existing methods"
//+ columns = [
//+   "task", "problem", "paper", "title", "year", "url", "source", "sentence", "evidence", "evidence_spans",
//+   "subject_span", "object_span", "confidence", "subject_id", "predicate", "object_id",
//+ ]
//+ common = ["since", "min_confidence", "on", "min_papers", "limit"]
//+ questions = [
//+   "what are the problems of {task}",
//+   "<which> [are] [the] [main|known|open] <problem> (of|with|in|for) {task}",
//+   "[the] [main|known|open] <problem> (of|with|in|for) {task}",
//+   "<which> <problem> (does|do|has|have) {task} (have|suffer from|face|cause|show|exhibit|)",
//+   "what (does|do) {task} suffer from",
//+   "what makes {task} (hard|difficult)",
//+   "{task} <problem>",
//+ ]
//+
//+ [parameters.task]
//+ kind = "entity"
//+ types = ["Task"]
//+ help = "the task whose problems are asked for"
//+ example = "abstractive summarization"

MATCH (a:Task)-[r:SUFFERS_FROM]->(b:Problem)
WHERE a.id IN $task
WITH a.name AS task, a.id AS subject_id, type(r) AS predicate, b.name AS problem, b.id AS object_id,
     r.paper_id AS paper, r.paper_title AS title, r.year AS year, r.sentence AS sentence,
     r.evidence AS evidence, r.evidence_spans AS evidence_spans, r.subject_span AS subject_span,
     r.object_span AS object_span, r.confidence AS confidence
WHERE confidence >= $min_confidence AND coalesce(year, 0) >= $since
MATCH (p:Paper)
WHERE p.id = paper
RETURN task, problem, paper, title, year, p.url AS url, p.source AS source, sentence, evidence,
       evidence_spans, subject_span, object_span, confidence, subject_id, predicate, object_id
ORDER BY confidence DESC, coalesce(year, 0) DESC, task, problem, subject_id, object_id, paper
LIMIT $limit
