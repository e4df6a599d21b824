//+ summary = "Things with the most neighbours in the graph of claims"
//+ columns = [
//+   "name", "type", "neighbours", "claims", "papers", "id",
//+ ]
//+ common = ["since", "min_confidence", "min_papers", "limit"]
//+ questions = [
//+   "what is most connected",
//+   "<which> (is|are) [the] (most|best) (connected|central|linked|important|popular|claimed about)",
//+   "<which> {type} (is|are) [the] (most|best) (connected|central|linked|important|popular|claimed about)",
//+   "<which> (is|are) [the] most (connected|central|linked|important|popular) {type}",
//+   "[the] most (connected|central|linked|important|popular) {type}",
//+   "[the] (hubs|most connected) [of the graph|in the graph|things|concepts|nodes]",
//+   "{type} with the most (neighbours|connections|claims|links)",
//+   "most connected",
//+   "central {type}",
//+   "[<which>] [are] [the] hubs [among] {type}",
//+ ]
//+
//+ [parameters.type]
//+ kind = "type"
//+ help = "the type of things to rank: methods, datasets, tasks, problems (none: all)"
//+ default = ''
//+ example = "Problem"

MATCH (a:Method|Dataset|Task|Problem)
      -[r:ADDRESSES|SUFFERS_FROM|APPLIED_TO|EVALUATED_ON|TRAINED_ON|BASED_ON|IS_A|OUTPERFORMS|COMPARED_WITH]
      -(b:Method|Dataset|Task|Problem)
WHERE a.id STARTS WITH $type
WITH a.name AS name, labels(a) AS type, a.id AS id, b.id AS other, r.paper_id AS paper, r.confidence AS confidence,
     r.year AS year
WHERE confidence >= $min_confidence AND coalesce(year, 0) >= $since
WITH name, type, id, count(DISTINCT other) AS neighbours, count(*) AS claims, count(DISTINCT paper) AS papers
RETURN name, type, neighbours, claims, papers, id
ORDER BY neighbours DESC, claims DESC, id
LIMIT $limit
