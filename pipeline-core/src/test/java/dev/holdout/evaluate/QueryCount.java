package dev.holdout.evaluate;

import dev.holdout.TestSession;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.util.QueryExecutionListener;

/** How often each query that ran meanwhile reads a source. */
public final class QueryCount implements QueryExecutionListener {
  private final List<Integer> sources = Collections.synchronizedList(new ArrayList<>());

  private QueryCount() {}

  /** The number of sources read by each query that the action runs. */
  public static List<Integer> during(Runnable action) throws Exception {
    QueryCount count = new QueryCount();
    TestSession.awaitListeners();
    TestSession.spark().listenerManager().register(count);
    try {
      action.run();
      TestSession.awaitListeners();
    } finally {
      TestSession.spark().listenerManager().unregister(count);
    }
    return count.sources;
  }

  @Override
  public void onSuccess(String function, QueryExecution query, long nanoseconds) {
    sources.add(query.optimizedPlan().collectLeaves().size());
  }

  @Override
  public void onFailure(String function, QueryExecution query, Exception cause) {
    sources.add(-1);
  }
}
