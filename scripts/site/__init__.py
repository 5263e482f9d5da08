"""What stands around the built pages: the view of a page, headers, build, serve, gallery."""
