import java.io.File;
import org.gephi.graph.api.Column;
import org.gephi.graph.api.Edge;
import org.gephi.graph.api.Element;
import org.gephi.graph.api.GraphController;
import org.gephi.graph.api.GraphModel;
import org.gephi.graph.api.Node;
import org.gephi.graph.api.Table;
import org.gephi.io.importer.api.Container;
import org.gephi.io.importer.api.EdgeMergeStrategy;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.importer.api.Issue;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.project.api.ProjectController;
import org.openide.util.Lookup;

/** Opens a graph file as Gephi does and prints what Gephi then holds: a fact a line, its parts between tabs. */
public class OpenInGephi {
    public static void main(String[] arguments) throws Exception {
        ProjectController projects = Lookup.getDefault().lookup(ProjectController.class);
        projects.newProject();
        ImportController importer = Lookup.getDefault().lookup(ImportController.class);
        Container container = importer.importFile(new File(arguments[0]));
        container.getLoader().setEdgesMergeStrategy(EdgeMergeStrategy.NO_MERGE);
        for (Issue issue : container.getReport().getIssuesList(1000)) {
            if (issue.getLevel() != Issue.Level.INFO) {
                say("issue", issue.getMessage());
            }
        }
        importer.process(container, new DefaultProcessor(), projects.getCurrentWorkspace());
        GraphModel model = Lookup.getDefault().lookup(GraphController.class).getGraphModel();
        columns("node column", model.getNodeTable());
        columns("edge column", model.getEdgeTable());
        for (Node node : model.getGraph().getNodes()) {
            String colour = String.format("#%06x", node.getColor().getRGB() & 0xffffff);
            say("node", node.getId(), node.getLabel(), value(node, model.getNodeTable(), "type"), colour);
        }
        for (Edge edge : model.getGraph().getEdges()) {
            say("edge", edge.getSource().getId(), value(edge, model.getEdgeTable(), "predicate"), edge.getTarget().getId());
        }
    }

    private static Object value(Element element, Table table, String title) {
        for (Column column : table) {
            if (column.getTitle().equals(title)) {
                return element.getAttribute(column);
            }
        }
        return null;
    }

    private static void columns(String kind, Table table) {
        for (Column column : table) {
            say(kind, column.getTitle(), column.getTypeClass().getSimpleName());
        }
    }

    private static void say(Object... parts) {
        StringBuilder line = new StringBuilder();
        for (Object part : parts) {
            line.append(line.length() == 0 ? "" : "\t").append(part);
        }
        System.out.println(line);
    }
}
