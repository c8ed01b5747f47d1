"""What pyproject.toml cannot say: the workspace's templates/ go into the package, without a second copy in the tree."""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["reporter", "reporter.*"]), "reporter.templates"],
    package_dir={"reporter.templates": "templates"},
    package_data={
        "reporter": ["py.typed"],
        "reporter.web": ["pages/*.html", "static/*"],
        "reporter.templates": ["*.txt"],
    },
)
