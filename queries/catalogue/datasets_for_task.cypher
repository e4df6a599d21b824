//+ summary = "Datasets on which a paper evaluates a method that it applies to a task"
//+ columns = [
//+   "dataset", "task", "method", "paper", "title", "year", "url", "source", "sentence", "evidence",
//+   "evidence_spans", "subject_span", "object_span", "confidence", "subject_id", "predicate", "object_id",
//+   "task_sentence",
//+ ]
//+ common = ["since", "min_confidence", "on", "min_papers", "limit"]
//+ questions = [
//+   "which datasets are used for {task}",
//+   "<which> <dataset> (are|is) [there|used|available|common|popular] (for|in) {task}",
//+   "<dataset> (for|of|used for|used in) {task}",
//+   "(where|on what|on which <dataset>) is {task} <evaluated>",
//+   "{task} <dataset>",
//+ ]
//+
//+ [parameters.task]
//+ kind = "entity"
//+ types = ["Task"]
//+ help = "the task whose datasets are asked for"
//+ example = "node classification"

MATCH (a:Method)-[t:APPLIED_TO]->(c:Task)
WHERE c.id IN $task
WITH a.id AS method_id, c.id AS task_id, c.name AS task, t.paper_id AS task_paper,
     t.sentence AS task_sentence, t.confidence AS task_confidence
WHERE task_confidence >= $min_confidence
MATCH (a:Method)-[r:EVALUATED_ON]->(b:Dataset)
WHERE a.id = method_id
WITH b.name AS dataset, task, task_id, task_paper, task_sentence, task_confidence, a.name AS method,
     a.id AS subject_id, type(r) AS predicate, b.id AS object_id, r.paper_id AS paper,
     r.paper_title AS title, r.year AS year, r.sentence AS sentence, r.evidence AS evidence,
     r.evidence_spans AS evidence_spans, r.subject_span AS subject_span, r.object_span AS object_span,
     r.confidence AS dataset_confidence
WHERE paper = task_paper AND dataset_confidence >= $min_confidence AND coalesce(year, 0) >= $since
MATCH (p:Paper)
WHERE p.id = paper
RETURN dataset, task, method, paper, title, year, p.url AS url, p.source AS source, sentence, evidence,
       evidence_spans, subject_span, object_span,
       CASE WHEN task_confidence < dataset_confidence THEN task_confidence ELSE dataset_confidence END AS confidence,
       subject_id, predicate, object_id, task_sentence
ORDER BY confidence DESC, coalesce(year, 0) DESC, dataset, task, method, subject_id, object_id, task_id, paper
LIMIT $limit
