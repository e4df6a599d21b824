//+ summary = "Stated figures of a method, by metric, the best first"
//+ columns = [
//+   "method", "value", "metric", "dataset", "year", "paper", "title", "url", "source", "sentence",
//+   "confidence", "number", "unit", "method_id", "metric_id", "dataset_id", "result",
//+ ]
//+ common = ["since", "min_confidence", "limit"]
//+ questions = [
//+   "what are the results of {method}",
//+   "[<which>] [is|are] [the] [best] (result|results|figures|numbers|scores|performance) (of|for) {method}",
//+   "[<which>] [is|are] [the] [best] (result|results|figures|numbers|scores|performance) (of|for) {method} on {dataset}",
//+   "(what|which) {metric} (does|do|did|has|have) {method} (reach|achieve|get|have|score|obtain|report|reached|achieved)",
//+   "(what|which) {metric} (does|do|did|has|have) {method} (reach|achieve|get|have|score|obtain|report|reached|achieved) on {dataset}",
//+   "how (good|well|accurate) (is|does|do|are) {method} [perform|work|do|score] on {dataset}",
//+   "how (good|well|accurate) (is|does|do|are) {method} [perform|work|do|score]",
//+   "{method} (results|scores|performance|numbers|figures)",
//+   "{method} (results|scores|performance|numbers|figures) on {dataset}",
//+   "{metric} of {method} on {dataset}",
//+   "{metric} of {method}",
//+ ]
//+
//+ [parameters.method]
//+ kind = "entity"
//+ types = ["Method"]
//+ help = "the method whose figures are asked for"
//+ example = "GAT"
//+
//+ [parameters.dataset]
//+ kind = "entity"
//+ types = ["Dataset"]
//+ help = "the dataset (* for any)"
//+ default = ["*"]
//+ example = "Cora"
//+
//+ [parameters.metric]
//+ kind = "entity"
//+ types = ["Metric"]
//+ help = "the metric (* for any)"
//+ default = ["*"]
//+ example = "accuracy"

MATCH (x:Result)-[r:REPORTS]->(b:Method)
WHERE b.id IN $method
WITH x.id AS result, x.value AS value, x.number AS number, x.unit AS unit, x.sentence AS sentence,
     x.confidence AS confidence, x.paper_id AS paper, b.name AS method, b.id AS method_id
WHERE confidence >= $min_confidence AND number IS NOT NULL
MATCH (x:Result)-[r:REPORTS]->(b:Dataset)
WHERE x.id = result AND ('*' IN $dataset OR b.id IN $dataset)
WITH result, value, number, unit, sentence, confidence, paper, method, method_id, b.name AS dataset,
     b.id AS dataset_id
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
