#include "text/html.h"

#include "text/cell.h"

/* What a browser may fetch or run for this page: nothing. */
#define POLICY "default-src 'none'; style-src 'unsafe-inline'"

static const char style[] =
	"body{max-width:60em;margin:2em auto;padding:0 1em;font:1rem/1.5 Georgia,serif;color:#111;background:#fff}"
	"h1{font-size:1.5em}h2{font-size:1.2em}.meta{color:#444}"
	"table{border-collapse:collapse;width:100%;font-size:.85em}"
	"th,td{border:1px solid #888;padding:.3em .5em;text-align:left;vertical-align:top;overflow-wrap:anywhere}"
	"th{background:#eee}td.number{text-align:right}"
	"del{color:#8b0000}del::before{content:'[-'}del::after{content:'-]'}"
	"ins{color:#00441b}ins::before{content:'{+'}ins::after{content:'+}'}"
	".block{display:flex;gap:1em;break-inside:avoid}.block>.number{flex:0 0 4.5em;color:#444;text-align:right}"
	".block>.words{flex:1}.block p,.block pre,.block h1,.block h2,.block h3,.block h4,.block h5,.block h6"
	"{margin:.4em 0}.heading{font-weight:bold}.quote{border-left:3px solid #bbb;padding-left:.8em}"
	".quiet{color:#666}.gone>.number{text-decoration:line-through}.moved{font-style:italic}pre{white-space:pre-"
	"wrap}"
	"@media print{body{max-width:none;margin:0}thead{display:table-header-group}}";

void html_open(struct buffer *out, const char *language, const char *title)
{
	buffer_add_string(out, "<!DOCTYPE html>\n<html lang=\"");
	cell_html(out, text_of(language));
	buffer_add_string(out, "\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" "
			       "content=\"" POLICY "\">\n<title>");
	cell_html(out, text_of(title));
	buffer_format(out, "</title>\n<style>%s</style>\n</head>\n<body>\n<h1>", style);
	cell_html(out, text_of(title));
	buffer_add_string(out, "</h1>\n");
}

void html_close(struct buffer *out)
{
	buffer_add_string(out, "</body>\n</html>\n");
}
