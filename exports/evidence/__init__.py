"""A fiscal year's evidence binder (แฟ้มหลักฐาน) and plan book (รูปเล่มแผน), bound of many papers."""
