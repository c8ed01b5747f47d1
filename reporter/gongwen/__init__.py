"""GB/T 9704-2012 《党政机关公文格式》: content in, .docx bytes out, and a checker. Knows nothing of assessment."""
