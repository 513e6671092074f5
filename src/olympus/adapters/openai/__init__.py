"""A language model behind the protocol of OpenAI, which others serve as well."""
