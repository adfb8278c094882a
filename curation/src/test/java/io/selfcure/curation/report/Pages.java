package io.selfcure.curation.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What holds for every page that is written. */
final class Pages {

  private Pages() {}

  /** The page is well-formed, runs no script, and loads nothing. */
  static Document checked(String html) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setExpandEntityReferences(false);
    Document page = factory.newDocumentBuilder().parse(new InputSource(new StringReader(html)));
    NodeList all = page.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      Element e = (Element) all.item(i);
      assertThat(e.getTagName()).isNotIn("script", "b-set", "iframe", "link", "object", "base");
      NamedNodeMap attributes = e.getAttributes();
      for (int a = 0; a < attributes.getLength(); a++) {
        String name = attributes.item(a).getNodeName();
        String value = attributes.item(a).getNodeValue();
        assertThat(name).doesNotStartWith("on");
        if (name.equals("src") || name.equals("href")) {
          assertThat(value).matches("#[a-z0-9-]+|data:image/jpeg;base64,[A-Za-z0-9+/=]*");
        }
        assertThat(value).doesNotContain("url(http");
      }
      if (e.getTagName().equals("a")) {
        assertThat(html).contains("id=\"" + e.getAttribute("href").substring(1) + "\"");
      }
    }
    return page;
  }
}
