package dev.holdout.sniff;

import java.util.List;

/**
 * Where in a text the table stands.
 *
 * @param width how many columns it has
 * @param skipLines lines before the header, or before the first row where there is none
 * @param header the records that name the columns; none, one or several
 * @param firstRow the place of the first row among the records of the head
 * @param rowNames whether rows have one field more than the header, at their beginning
 * @param why why there is a header, or none
 */
record Frame(
    int width, int skipLines, List<Rec> header, int firstRow, boolean rowNames, String why) {
  Frame {
    header = List.copyOf(header);
  }
}
