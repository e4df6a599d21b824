//+ summary = "Stated figures for a dataset, by metric, the best first"
//+ columns = [
//+   "method", "value", "metric", "dataset", "year", "paper", "title", "url", "source", "sentence",
//+   "confidence", "number", "unit", "method_id", "metric_id", "dataset_id", "result",
//+ ]
//+ common = ["since", "min_confidence", "limit"]
//+ questions = [
//+   "leaderboard of {dataset}",
//+   "[<which>] [is|are] [the] [best] (result|results|figures|numbers|scores|leaderboard|ranking|state of the art|sota) (on|for|of) {dataset} (by|in|in terms of|with) {metric}",
//+   "[<which>] [is|are] [the] [best] (result|results|figures|numbers|scores|leaderboard|ranking|state of the art|sota) (on|for|of) {dataset}",
//+   "[<which>] [is|are] [the] [best|highest] {metric} [result|results|figures|numbers|scores|leaderboard|ranking] (on|for|of) {dataset}",
//+   "{dataset} (leaderboard|ranking|results|scores|sota)",
//+   "{dataset} {metric} (leaderboard|ranking|results|scores)",
//+   "rank <method> on {dataset} ",
//+   "rank <method> on {dataset} by {metric}",
//+   "<which> [<method>] (is|are|perform|score|does) [the] best on {dataset}",
//+   "<which> [<method>] (reach|has|have|get|achieve) [the] (best|highest|lowest) {metric} on {dataset}",
//+   "best <method> (on|for) {dataset}",
//+   "who leads [on] {dataset}",
//+ ]
//+
//+ [parameters.dataset]
//+ kind = "entity"
//+ types = ["Dataset"]
//+ help = "the dataset that figures are stated for"
//+ example = "Cora"
//+
//+ [parameters.metric]
//+ kind = "entity"
//+ types = ["Metric"]
//+ help = "the metric (* for any)"
//+ default = ["*"]
//+ example = "accuracy"

MATCH (x:Result)-[r:REPORTS]->(b:Dataset)
WHERE b.id IN $dataset
WITH x.id AS result, x.value AS value, x.number AS number, x.unit AS unit, x.sentence AS sentence,
     x.confidence AS confidence, x.paper_id AS paper, b.name AS dataset, b.id AS dataset_id
WHERE confidence >= $min_confidence AND number IS NOT NULL
MATCH (x:Result)-[r:REPORTS]->(b:Method)
WHERE x.id = result
WITH result, value, number, unit, sentence, confidence, paper, dataset, dataset_id, b.name AS method,
     b.id AS method_id
MATCH (x:Result)-[r:REPORTS]->(b:Metric)
WHERE x.id = result AND ('*' IN $metric OR b.id IN $metric)
WITH result, value, number, unit, sentence, confidence, paper, method, method_id, dataset, dataset_id,
     b.name AS metric, b.id AS metric_id
MATCH (p:Paper)
WHERE p.id = paper AND coalesce(p.year, 0) >= $since
WITH method, value, metric, dataset, p.year AS year, paper, p.title AS title, p.url AS url, p.source AS source, sentence,
     confidence, number, unit, method_id, metric_id, dataset_id, result,
     CASE WHEN metric_id IN ['metric:perplexity', 'metric:ppl', 'metric:errorrate', 'metric:error', 'metric:testerror', 'metric:top1error', 'metric:top5error',
                                'metric:worderrorrate', 'metric:wer', 'metric:meanabsoluteerror', 'metric:mae', 'metric:mse', 'metric:rmse',
                                'metric:fid', 'metric:frechetinceptiondistance', 'metric:bitsperdim', 'metric:loss', 'metric:latency']
          THEN 0.0 - number ELSE number END AS score
RETURN method, value, metric, dataset, year, paper, title, url, source, sentence, confidence, number, unit,
       method_id, metric_id, dataset_id, result
ORDER BY metric, metric_id, score DESC, confidence DESC, method, method_id, dataset_id, result
LIMIT $limit
