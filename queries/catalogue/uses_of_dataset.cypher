//+ summary = "Tasks for which a paper uses a dataset: it applies a method to the task that it evaluates there"
//+ columns = [
//+   "task", "method", "dataset", "paper", "title", "year", "url", "source", "sentence", "evidence",
//+   "evidence_spans", "subject_span", "object_span", "confidence", "subject_id", "predicate", "object_id",
//+   "dataset_sentence",
//+ ]
//+ common = ["since", "min_confidence", "on", "min_papers", "limit"]
//+ questions = [
//+   "what is {dataset} used for",
//+   "<which> <task> (is|are|was|were|can be|has been) {dataset} [been] (used|good|made|suited|designed|built|meant) (for|in)",
//+   "<which> <task> (is|are|was|were) (<evaluated>|performed|done|solved) on {dataset}",
//+   "what (is|are) {dataset} (for|good for|made for|meant for|designed for|suited for)",
//+   "[the] (<task>|application|use|uses|purpose) (of|for|on) {dataset}",
//+   "{dataset} (use|uses|<task>|purpose|used for)",
//+   "for what is {dataset} used",
//+ ]
//+
//+ [parameters.dataset]
//+ kind = "entity"
//+ types = ["Dataset"]
//+ help = "the dataset whose uses are asked for"
//+ example = "Cora"

MATCH (a:Method)-[r:EVALUATED_ON|TRAINED_ON]->(b:Dataset)
WHERE b.id IN $dataset
WITH a.id AS method_id, b.id AS dataset_id, b.name AS dataset, type(r) AS use, r.paper_id AS dataset_paper,
     r.sentence AS dataset_sentence, r.confidence AS dataset_confidence
WHERE dataset_confidence >= $min_confidence
MATCH (a:Method)-[r:APPLIED_TO]->(b:Task)
WHERE a.id = method_id
WITH dataset, dataset_id, use, dataset_paper, dataset_sentence, dataset_confidence, a.name AS method, a.id AS subject_id,
     type(r) AS predicate, b.name AS task, b.id AS object_id, r.paper_id AS paper, r.paper_title AS title,
     r.year AS year, r.sentence AS sentence, r.evidence AS evidence, r.evidence_spans AS evidence_spans,
     r.subject_span AS subject_span, r.object_span AS object_span, r.confidence AS task_confidence
WHERE paper = dataset_paper AND task_confidence >= $min_confidence AND coalesce(year, 0) >= $since
MATCH (p:Paper)
WHERE p.id = paper
RETURN task, method, dataset, paper, title, year, p.url AS url, p.source AS source, sentence, evidence,
       evidence_spans, subject_span, object_span, CASE WHEN task_confidence < dataset_confidence THEN task_confidence ELSE dataset_confidence END AS confidence, subject_id, predicate, object_id,
       dataset_sentence
ORDER BY confidence DESC, coalesce(year, 0) DESC, task, dataset, method, subject_id, object_id, dataset_id, use, paper
LIMIT $limit
